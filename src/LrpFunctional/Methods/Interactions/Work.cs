namespace LrpFunctional.Methods.Interactions;

/// <summary>How the pairs of one sentence are worked on; they are the same for any number of threads.</summary>
/// <param name="Threads">Threads that are free for it.</param>
/// <param name="Cancellation">Ends the work.</param>
internal sealed record Work(int Threads, CancellationToken Cancellation);
