using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>
/// A group or dataset of an HDF5 file. As much of the format is read as h5py writes by default, which is what Keras
/// uses: nothing outside the file is ever opened, and no structure of the file can make the reading endless or larger
/// than the file.
/// </summary>
internal sealed record Hdf5Object
{
    private readonly Hdf5Bytes _file;
    private readonly ImmutableArray<Hdf5Message> _messages;

    private Hdf5Object(Hdf5Bytes file, string path, ImmutableArray<Hdf5Message> messages)
    {
        _file = file;
        Path = path;
        _messages = messages;
    }

    /// <summary>The names on the way here from the root.</summary>
    public string Path { get; }

    /// <summary>The file and the path in it, for messages.</summary>
    public string Place => Path.Length == 0 ? _file.Place : $"{_file.Place}: {Path}";

    /// <summary>The names of what is in the group.</summary>
    public ImmutableArray<string> Names => [.. Hdf5Links.Of(_file, _messages).Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether it is a dataset, and not a group.</summary>
    public bool IsDataset => _messages.Any(message => message.Kind == Hdf5MessageKind.Datatype);

    /// <summary>The numbers of the dataset.</summary>
    public Hdf5Numbers Numbers => Hdf5Numbers.Of(_file, Place, _messages);

    /// <summary>The group or dataset with this path, or fault.</summary>
    /// <param name="path">Names with slashes between them.</param>
    public Hdf5Object this[string path] =>
        Find(path)
            .IfNone(() =>
                throw new FaultException(new Fault(Place, $"it has no {path}", "save the whole model again"))
            );

    /// <summary>The group or dataset with this path, where there is one.</summary>
    public Option<Hdf5Object> Find(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(Prelude.Some(this), (found, name) => found.Bind(group => group.Child(name)));

    /// <summary>The texts of the attribute with this name, where there is one.</summary>
    public Option<ImmutableArray<string>> Texts(string attribute) => Hdf5Texts.Of(_file, _messages, attribute);

    /// <summary>The root group of the file with these bytes.</summary>
    /// <exception cref="FaultException">They are not an HDF5 file as h5py writes it.</exception>
    public static Hdf5Object Root(string place, ReadOnlyMemory<byte> bytes, ReadingLimits? limits = null)
    {
        var file = new Hdf5Bytes(place, bytes) { Limits = limits ?? ReadingLimits.Default };
        var root = Hdf5Superblock.RootAt(file);
        return new Hdf5Object(file, "", Hdf5Header.Messages(file, root));
    }

    private Option<Hdf5Object> Child(string name) =>
        Hdf5Links.Of(_file, _messages).TryGetValue(name, out var address)
            ? new Hdf5Object(_file, Path.Length == 0 ? name : $"{Path}/{name}", Hdf5Header.Messages(_file, address))
            : Option<Hdf5Object>.None;
}
