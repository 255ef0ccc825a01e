namespace LrpFunctional.Reports.Heatmaps;

/// <summary>A word as it is drawn.</summary>
/// <param name="Before">What stands between the word before it and this one, blanks above all.</param>
/// <param name="Text">The word as its author wrote it.</param>
/// <param name="Relevance">Its number.</param>
public readonly record struct Cell(string Before, string Text, double Relevance);
