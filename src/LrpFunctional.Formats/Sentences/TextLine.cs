namespace LrpFunctional.Formats.Sentences;

/// <summary>
/// A line of a text, to be looked at before the next is asked for: its place and its text are made for those alone who
/// ask, since a shard passes over most lines.
/// </summary>
/// <param name="Source">The file, for messages.</param>
/// <param name="Number">Which it is, from 1.</param>
/// <param name="Characters">What stands in it, until the next line is asked for.</param>
internal readonly record struct TextLine(string Source, int Number, ReadOnlyMemory<char> Characters)
{
    /// <summary>Where it stands, for messages.</summary>
    public string Place => $"{Source}, line {Number}";

    /// <summary>What stands in it.</summary>
    public string Text => Characters.ToString();
}
