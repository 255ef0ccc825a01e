using LanguageExt;

namespace LrpFunctional.Methods.Interactions;

/// <summary>Two words of a sentence, and what they do together.</summary>
/// <param name="First">The position of the one, counted from 0.</param>
/// <param name="Second">The position of the other, behind the first.</param>
/// <param name="Interaction">I_ij.</param>
/// <param name="StandardError">That of I_ij, where it was drawn.</param>
public sealed record WordPair(int First, int Second, double Interaction, Option<double> StandardError);
