namespace MarsDisk.Runtime;

/// <summary>Brings the outcome of a task back to an actor as a message.</summary>
public static class PipeToSupport
{
    /// <summary>
    /// Sends the result, or what <paramref name="success"/> makes of it; on failure a <see cref="Status.Failure"/>,
    /// or what <paramref name="failure"/> makes of the exception. Never nothing.
    /// </summary>
    public static async Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef? sender = null,
        Func<T, object>? success = null, Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        ArgumentNullException.ThrowIfNull(recipient);
        object message;
        try
        {
            var result = await taskToPipe.ConfigureAwait(false);
            message = success is null ? result! : success(result);
        }
        catch (Exception error)
        {
            message = failure is null ? new Status.Failure(error) : failure(error);
        }
        recipient.Tell(message, sender);
    }

    /// <summary>
    /// Sends what <paramref name="success"/> says (nothing without it) when the task has ended; on failure a
    /// <see cref="Status.Failure"/>, or what <paramref name="failure"/> makes of the exception.
    /// </summary>
    public static async Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef? sender = null,
        Func<object>? success = null, Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        ArgumentNullException.ThrowIfNull(recipient);
        object? message;
        try
        {
            await taskToPipe.ConfigureAwait(false);
            message = success?.Invoke();
        }
        catch (Exception error)
        {
            message = failure is null ? new Status.Failure(error) : failure(error);
        }
        if (message is not null)
            recipient.Tell(message, sender);
    }
}
