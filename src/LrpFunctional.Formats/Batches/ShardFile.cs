using LrpFunctional.Formats.Sentences;
using LrpFunctional.Formats.TableFiles;

namespace LrpFunctional.Formats.Batches;

/// <summary>A table of a shard.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Table">What its manifest says of it.</param>
/// <param name="Format">How it is written.</param>
public sealed record ShardFile(Shard Shard, string Path, ManifestTable Table, TableFormat Format);
