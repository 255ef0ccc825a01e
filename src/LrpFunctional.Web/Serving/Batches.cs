using System.Collections.Immutable;
using System.Threading.Channels;
using LrpFunctional.Explanations;
using LrpFunctional.Formats;
using LrpFunctional.Web.Api;
using Microsoft.Extensions.Hosting;

namespace LrpFunctional.Web.Serving;

/// <summary>
/// Requests that wait at the same time and want the same are explained as one stream, which shares its batches; as many
/// streams run as there are processors.
/// </summary>
internal sealed class Batches(Served served) : BackgroundService
{
    private const int MostWaiting = 256;
    private const int WordsOfStream = 20_000;

    private readonly Channel<Job> _waiting = Channel.CreateBounded<Job>(MostWaiting);
    private readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);

    /// <summary>The explanations of each sentence of a job, or <c>null</c> where too many wait already.</summary>
    /// <exception cref="FaultException">It has none.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public async Task<ImmutableArray<ImmutableArray<Explanation>>?> Explain(Job job) =>
        _waiting.Writer.TryWrite(job) ? await job.Done.Task.WaitAsync(job.Cancellation) : null;

    /// <inheritdoc/>
    public override void Dispose()
    {
        _processors.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            // While this waits, more come together.
            await _processors.WaitAsync(stoppingToken);
            _processors.Release();
            // What takes long is not made longer for those who share it.
            foreach (
                var alike in Taken()
                    .Index()
                    .GroupBy(
                        job => (job.Item.Recipe.Key, Effort.IsLarge(job.Item.Recipe) ? job.Index : 0),
                        job => job.Item
                    )
            )
            {
                await _processors.WaitAsync(stoppingToken);
                _ = Task.Run(() => Work([.. alike]), CancellationToken.None);
            }
        }
    }

    private List<Job> Taken()
    {
        var (jobs, words) = (new List<Job>(), 0);
        while (words < WordsOfStream && _waiting.Reader.TryRead(out var job))
        {
            if (job.Cancellation.IsCancellationRequested)
                continue;
            jobs.Add(job);
            words += job.Words;
        }

        return jobs;
    }

    private void Work(ImmutableArray<Job> jobs)
    {
        try
        {
            Together(jobs);
        }
        catch (Exception) when (jobs.Length > 1)
        {
            // Nobody gets the fault of another.
            foreach (var job in jobs.Where(job => !job.Done.Task.IsCompleted))
                Alone(job);
        }
        catch (Exception exception)
        {
            jobs[0].Done.TrySetException(exception);
        }
        finally
        {
            _processors.Release();
        }
    }

    private void Alone(Job job)
    {
        try
        {
            Together([job]);
        }
        catch (Exception exception)
        {
            job.Done.TrySetException(exception);
        }
    }

    private void Together(ImmutableArray<Job> jobs)
    {
        using var nobodyWaits = new CancellationTokenSource();
        var waiting = jobs.Length;
        void OneGone()
        {
            if (Interlocked.Decrement(ref waiting) == 0)
                nobodyWaits.Cancel();
        }

        var registrations = jobs.Select(job => job.Cancellation.Register(OneGone)).ToArray();
        try
        {
            var (methods, target) = (jobs[0].Recipe.Methods, jobs[0].Recipe.Target);
            var sentences = jobs.SelectMany(job => job.Sentences);
            using var found = Edge.Supported(
                    "methods",
                    Pipelines.Explain(methods, served.Network, sentences, target, null, nobodyWaits.Token)
                )
                .GetEnumerator();
            foreach (var job in jobs)
            {
                var ofJob = ImmutableArray.CreateBuilder<ImmutableArray<Explanation>>(job.Sentences.Length);
                while (ofJob.Count < job.Sentences.Length && found.MoveNext())
                    ofJob.Add(found.Current);
                job.Done.TrySetResult(ofJob.MoveToImmutable());
            }
        }
        finally
        {
            foreach (var registration in registrations)
                registration.Dispose();
        }
    }
}
