using LrpFunctional.Explanations;

namespace LrpFunctional.Formats.Tables;

/// <summary>A CSV of relevances over a writer, which stays open.</summary>
public interface IRelevanceTable : IDisposable
{
    /// <summary>Writes the rows of one explanation.</summary>
    /// <param name="sentence">The sentence's number, from 1.</param>
    /// <param name="explanation">What is written.</param>
    void Add(int sentence, Explanation explanation);
}
