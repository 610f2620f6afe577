using MarsDisk.Snapshots.Diagnostics;

namespace MarsDisk.Snapshots.Akka;

/// <summary>
/// Compares the times that are configured with what the largest snapshot needs. A recovery that times out because its
/// snapshot has grown fails at every start, so it is said beforehand.
/// </summary>
/// <param name="RecoveryTimeout">Time of the journal for one step of a recovery, the load of the snapshot included; null: no limit.</param>
/// <param name="CallTimeout">Time of the circuit breaker for one call; null: no limit.</param>
public sealed record TimeoutCheck(TimeSpan? RecoveryTimeout, TimeSpan? CallTimeout)
{
    /// <summary>Body bytes that a store gives back in a second, at least.</summary>
    public const long RestoreBytesPerSecond = 64L << 20;

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    /// <summary>Time that a load of so many bytes needs.</summary>
    /// <param name="bodyBytes">Length of the body.</param>
    public static TimeSpan NeedOf(long bodyBytes) => TimeSpan.FromSeconds(Math.Ceiling((double)bodyBytes / RestoreBytesPerSecond)) + Margin;

    /// <summary>What is too short for the largest snapshot, one sentence each.</summary>
    /// <param name="largestBodyBytes">Its length.</param>
    public IReadOnlyList<string> Problems(long largestBodyBytes)
    {
        var need = NeedOf(largestBodyBytes);
        var problems = new List<string>();
        Check(RecoveryTimeout, "recovery-event-timeout of the journal");
        Check(CallTimeout, "circuit-breaker.call-timeout of the snapshot store");
        return problems;

        void Check(TimeSpan? limit, string name)
        {
            if (limit is { } time && time < need)
                problems.Add($"{name} is {time.TotalSeconds:F0} s; the largest snapshot has {largestBodyBytes} bytes and needs {need.TotalSeconds:F0} s.");
        }
    }

    /// <summary>Finds the largest live record and logs what is too short for it.</summary>
    internal async ValueTask RunAsync(ISnapshotStateStore states, string scope, ISnapshotHost host, CancellationToken cancellation)
    {
        try
        {
            var largest = 0L;
            await foreach (var record in states.ListAsync(null, cancellation).ConfigureAwait(false))
            {
                if (record.State == SnapshotRecordState.Live && record.Series.Scope == scope)
                    largest = Math.Max(largest, Math.Max(record.Payload.BodyLength, record.Payload.StoredLength));
            }
            foreach (var problem in Problems(largest))
                host.Log(SnapshotEvents.TimeoutTooShort, SnapshotEvents.Error, problem);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // The edge: whatever a store throws, what runs behind this goes on.
            host.Log(SnapshotEvents.StoreNotReady, SnapshotEvents.Warning, $"The largest snapshot could not be looked for: {error.Message}", error);
        }
    }
}
