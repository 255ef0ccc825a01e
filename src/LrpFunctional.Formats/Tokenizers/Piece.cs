using LanguageExt;

namespace LrpFunctional.Formats.Tokenizers;

/// <summary>A piece of a text.</summary>
/// <param name="Word">The piece as the vocabulary has it, or as it was written where the vocabulary lacks it.</param>
/// <param name="Id">Its id, where the tokenizer gives one.</param>
/// <param name="First">The first UTF-16 unit of the text that it comes from.</param>
/// <param name="End">The unit behind the last; equal to the first where it comes from nothing.</param>
/// <param name="Whole">The number of the word that it is a piece of, counted from 0.</param>
public sealed record Piece(string Word, Option<int> Id, int First, int End, int Whole);
