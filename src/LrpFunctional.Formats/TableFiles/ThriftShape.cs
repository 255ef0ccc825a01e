using System.Collections.Immutable;

namespace LrpFunctional.Formats.TableFiles;

/// <summary>What a value in Thrift's compact protocol has to be: the kinds of its head that are right.</summary>
/// <param name="Kinds">The kinds by their number in the protocol.</param>
internal abstract record ThriftShape(ImmutableArray<int> Kinds)
{
    /// <summary>The number of a list among the kinds.</summary>
    public const int ListKind = 9;

    /// <summary>Yes or no, which a head says itself.</summary>
    public static readonly ThriftShape Truth = new Scalar([1, 2]);

    /// <summary>A byte.</summary>
    public static readonly ThriftShape Byte = new Scalar([3]);

    /// <summary>A whole number of any width.</summary>
    public static readonly ThriftShape Whole = new Scalar([4, 5, 6]);

    /// <summary>A number of eight bytes.</summary>
    public static readonly ThriftShape Real = new Scalar([7]);

    /// <summary>A text or bytes.</summary>
    public static readonly ThriftShape Text = new Scalar([8]);

    /// <summary>A field that nobody knows, which is passed over: a structure within it would not be.</summary>
    public static readonly ThriftShape Unknown = new Scalar([1, 2, 3, 4, 5, 6, 7, 8, ListKind]);

    /// <summary>What a list of something unknown may hold.</summary>
    public static readonly ThriftShape UnknownElement = new Scalar([3, 4, 5, 6, 7, 8]);

    /// <summary>A field that nobody reads: a file that has it is refused.</summary>
    /// <param name="Problem">Why.</param>
    public sealed record Refused(string Problem) : ThriftShape([]);

    /// <summary>A value without parts.</summary>
    public sealed record Scalar(ImmutableArray<int> Kinds) : ThriftShape(Kinds);

    /// <summary>A list.</summary>
    /// <param name="Element">What each of its elements is.</param>
    public sealed record ListOf(ThriftShape Element) : ThriftShape([ListKind]);

    /// <summary>A structure.</summary>
    /// <param name="Fields">What its fields are, the first of them with the id 1.</param>
    public sealed record Struct(params ImmutableArray<ThriftShape> Fields) : ThriftShape([12])
    {
        /// <summary>What the field of an id is.</summary>
        public ThriftShape this[int id] => id > 0 && id <= Fields.Length ? Fields[id - 1] : Unknown;
    }
}
