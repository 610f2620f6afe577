namespace MarsDisk.Runtime;

/// <summary>Questions from outside of the actors. Between actors use a message back instead.</summary>
public static class Futures
{
    /// <summary>Sends a message and gives its answer.</summary>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    /// <exception cref="ArgumentException">The answer is of another type.</exception>
    public static async Task<T> Ask<T>(
        this ICanTell self, object message, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(self);
        var promise = new PromiseRef();
        self.Tell(message, promise);
        object answer;
        try
        {
            answer = await promise.Answer
                .WaitAsync(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new AskTimeoutException($"No answer from {self} within {timeout}.");
        }
        return answer switch
        {
            T typed => typed,
            Status.Failure failure => throw failure.Cause,
            _ => throw new ArgumentException(
                $"Received message of type {answer.GetType()}, Ask expected {typeof(T)}.", nameof(message)),
        };
    }
}

/// <summary>The sender of a question: takes the first answer.</summary>
internal sealed class PromiseRef() : DeadRef(ActorPath.Root("all-systems") / "temp" / "ask")
{
    private readonly TaskCompletionSource<object> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<object> Answer => _answer.Task;

    public override void Tell(object message, IActorRef? sender)
    {
        ArgumentNullException.ThrowIfNull(message);
        _answer.TrySetResult(message);
    }
}
