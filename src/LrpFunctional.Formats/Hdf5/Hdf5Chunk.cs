using System.Collections.Immutable;

namespace LrpFunctional.Formats.Hdf5;

/// <summary>One block of a dataset's numbers.</summary>
/// <param name="At">Its first byte in the file.</param>
/// <param name="Size">How many bytes it takes there.</param>
/// <param name="Skipped">The filters that were left out, a bit for each.</param>
/// <param name="Offsets">Where its first number stands in the dataset.</param>
internal readonly record struct Hdf5Chunk(long At, long Size, uint Skipped, ImmutableArray<long> Offsets);
