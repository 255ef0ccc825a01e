using System.Collections.Immutable;
using LanguageExt;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>The pieces of a word.</summary>
internal delegate ImmutableArray<Found> PieceModel(ImmutableArray<Sign> word);

/// <summary>A piece of a word.</summary>
/// <param name="Word">The piece as the vocabulary has it, or as it stands where the vocabulary lacks it.</param>
/// <param name="Id">Its id; none where the vocabulary lacks it.</param>
/// <param name="Length">How many characters of the word it is.</param>
internal readonly record struct Found(string Word, Option<int> Id, int Length);
