using System.Collections.Concurrent;

namespace MarsDisk.Snapshots.Testing.Faults;

/// <summary>A connection on which chosen requests go wrong as planned.</summary>
/// <param name="applies">The requests that a plan is for; others pass.</param>
public sealed class BreakingHandler(Func<HttpRequestMessage, bool> applies) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly ConcurrentQueue<Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>>> _plan = new();
    private int _requests;

    /// <summary>Requests so far, whatever became of them.</summary>
    public int Requests => _requests;

    /// <summary>Whether the plan was carried out.</summary>
    public bool IsDone => _plan.IsEmpty;

    /// <summary>The next request is carried out, and its answer gets lost.</summary>
    /// <param name="meanwhile">What happens between the two.</param>
    public void LoseAnswer(Func<Task>? meanwhile = null) => _plan.Enqueue(async (_, send) =>
    {
        using (await send())
        {
            if (meanwhile is not null)
                await meanwhile();
        }
        throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was closed.");
    });

    /// <summary>The next request gets lost; the client cannot know that it was not the answer.</summary>
    public void LoseRequest() => _plan.Enqueue((_, _) => throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection was closed."));

    /// <summary>The next request is answered without being carried out.</summary>
    public void Answer(Func<HttpRequestMessage, HttpResponseMessage> answer) => _plan.Enqueue((request, _) => Task.FromResult(answer(request)));

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _requests);
        return applies(request) && _plan.TryDequeue(out var step)
            ? step(request, () => base.SendAsync(request, cancellationToken))
            : base.SendAsync(request, cancellationToken);
    }
}
