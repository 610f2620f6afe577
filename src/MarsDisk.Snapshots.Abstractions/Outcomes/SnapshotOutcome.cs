using System.Diagnostics.CodeAnalysis;

namespace MarsDisk.Snapshots;

/// <summary>How an operation ended, and with what. Expected failures are values; only wrong arguments are thrown.</summary>
/// <typeparam name="T">What a successful operation gives.</typeparam>
public readonly struct SnapshotOutcome<T>
{
    internal SnapshotOutcome(SnapshotStatus status, T? value, SnapshotError? error)
    {
        Status = status;
        Value = value;
        Error = error;
    }

    /// <summary>How it ended.</summary>
    public SnapshotStatus Status { get; }

    /// <summary>What it gave; set when <see cref="IsSuccess"/>.</summary>
    public T? Value { get; }

    /// <summary>Why it did not succeed; null when it did.</summary>
    public SnapshotError? Error { get; }

    /// <summary>Done now, or done before.</summary>
    public bool IsSuccess => Status is SnapshotStatus.Ok or SnapshotStatus.AlreadyDone;

    /// <summary>The same failure for an operation that would have given something else.</summary>
    /// <exception cref="InvalidOperationException">The operation succeeded.</exception>
    public SnapshotOutcome<TOther> As<TOther>() => Error is not null
        ? new SnapshotOutcome<TOther>(Status, default, Error)
        : throw new InvalidOperationException("A success has a value that is not a failure of another kind.");

    /// <summary>Gives the value of a success.</summary>
    public bool TryGet([MaybeNullWhen(false)] out T value)
    {
        value = Value;
        return IsSuccess;
    }

    /// <inheritdoc/>
    public override string ToString() => Error is null ? Status.ToString() : $"{Status} at {Error.Stage}: {Error.Code}: {Error.Message}";
}

/// <summary>Makes outcomes.</summary>
public static class SnapshotOutcome
{
    /// <summary>Done.</summary>
    public static SnapshotOutcome<T> Ok<T>(T value) => new(SnapshotStatus.Ok, value, null);

    /// <summary>Done before, with the same content.</summary>
    public static SnapshotOutcome<T> AlreadyDone<T>(T value) => new(SnapshotStatus.AlreadyDone, value, null);

    /// <summary>Not done.</summary>
    /// <exception cref="ArgumentException">The status is one of success.</exception>
    public static SnapshotOutcome<T> Failed<T>(SnapshotStatus status, SnapshotError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (status is SnapshotStatus.Ok or SnapshotStatus.AlreadyDone)
            throw new ArgumentException($"{status} is no failure.", nameof(status));
        return new(status, default, error);
    }

    /// <summary>Not done, in one line.</summary>
    public static SnapshotOutcome<T> Failed<T>(
        SnapshotStatus status, SnapshotStage stage, string code, string message, bool isTransient = false, Exception? cause = null) =>
        Failed<T>(status, new SnapshotError(stage, code, message, isTransient, cause));
}
