using System.Collections.Immutable;
using LanguageExt;
using LrpFunctional.Training.Learning;

namespace LrpFunctional.Training.Courses;

/// <summary>A training so far.</summary>
/// <param name="Epochs">What is told of each epoch.</param>
/// <param name="Last">The network after the last one.</param>
/// <param name="Best">The network after the best one; without sentences to judge by, the last.</param>
public sealed record Course(ImmutableArray<JudgedEpoch> Epochs, Learner Last, Learner Best)
{
    /// <summary>Before the first epoch.</summary>
    public static Course From(Learner start) => new([], start, start);

    /// <summary>The number of the best epoch.</summary>
    public int BestEpoch => Epochs.IsEmpty ? 0 : Epochs.OrderByDescending(Score).First().Number;

    /// <summary>How many epochs went by since the best one.</summary>
    public int EpochsSinceBest => Epochs.Length - BestEpoch;

    /// <summary>After one more epoch.</summary>
    public Course Add(Epoch epoch, Option<Judgement> judgement)
    {
        var judged = new JudgedEpoch(epoch.Number, epoch.Loss, judgement);
        var isBest = judgement.IsNone || Epochs.All(earlier => Score(earlier) < Score(judged));
        return new Course(Epochs.Add(judged), epoch.Learner, isBest ? epoch.Learner : Best);
    }

    /// <summary>
    /// The course after each further epoch, until the recipe's last one, or until none was the best for too long.
    /// </summary>
    /// <param name="lesson">What is learned, and how.</param>
    /// <param name="judge">How good a network is, where there are sentences to judge by.</param>
    /// <param name="threads">How many threads work; their number changes no bit.</param>
    /// <param name="follow">Is told of each step: epoch, how many of its steps were taken, out of how many.</param>
    /// <param name="cancellation">Ends the work before the next step.</param>
    public IEnumerable<Course> Run(
        Lesson lesson,
        Func<Learner, Option<Judgement>> judge,
        int threads,
        Action<int, int, int> follow,
        CancellationToken cancellation = default
    )
    {
        var course = this;
        if (course.EpochsSinceBest >= lesson.Recipe.Patience)
            yield break;
        foreach (var epoch in lesson.Run(Last, Epochs.Length, threads, follow, cancellation))
        {
            course = course.Add(epoch, judge(epoch.Learner));
            yield return course;
            if (course.EpochsSinceBest >= lesson.Recipe.Patience)
                yield break;
        }
    }

    // Without a judgement the later epoch is the better one.
    private static double Score(JudgedEpoch epoch) =>
        epoch.Judgement.Match(judgement => judgement.Score, () => epoch.Number);
}
