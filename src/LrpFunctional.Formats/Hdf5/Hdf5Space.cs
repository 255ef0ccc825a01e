using System.Collections.Immutable;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>How many values there are: the sizes of an array, none for a single value.</summary>
internal static class Hdf5Space
{
    private const int None = 2;

    public static ImmutableArray<long> Of(Hdf5Bytes file, long at)
    {
        var rank = file.U8(at + 1);
        return file.U8(at) switch
        {
            1 => [.. Enumerable.Range(0, rank).Select(size => file.I64(at + 8 + (size * 8)))],
            2 when file.U8(at + 3) != None =>
            [
                .. Enumerable.Range(0, rank).Select(size => file.I64(at + 4 + (size * 8))),
            ],
            2 => [0],
            var version => throw file.Fault($"the shape at byte {at} is of version {version}"),
        };
    }
}
