using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Runtime.CompilerServices;

namespace MarsDisk.Snapshots.Boundary.Tests.Reach;

/// <summary>
/// Says which methods a process entered for the first time: the runtime reports each one that it compiles or takes from
/// compiled code. And which waits blocked a thread.
/// </summary>
internal sealed class MethodWatch : EventListener
{
    private const EventKeywords Compiled = (EventKeywords)0x10;                 // JIT
    private const EventKeywords Precompiled = (EventKeywords)0x2000000000;      // CompilationDiagnostic
    private const EventKeywords Waits = (EventKeywords)0x40000000000;           // WaitHandle
    private const EventKeywords Contentions = (EventKeywords)0x4000;            // Contention

    private static readonly ConcurrentQueue<string> Seen = new();
    private static readonly ConcurrentQueue<long> Waited = new();
    private static int _isMarked;

    /// <summary>Names of the methods since the last call, and how often the calling thread waited.</summary>
    public static (IReadOnlyList<string> Methods, int Waits) Take(Action mark)
    {
        // Reports come later than what they report, in its order: the mark is the last of them.
        mark();
        SpinWait.SpinUntil(() => Interlocked.Exchange(ref _isMarked, 0) == 1);      // not a wait, which would be reported
        var methods = new List<string>();
        while (Seen.TryDequeue(out var method) && !method.Contains(nameof(Marks), StringComparison.Ordinal))
            methods.Add(method);
        var waits = new List<long>();
        long thread;
        while (Waited.TryDequeue(out thread) && thread >= 0)
            waits.Add(thread);
        return (methods, waits.Count(waited => waited == -thread));
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Verbose, Compiled | Precompiled | Waits | Contentions);
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        var name = eventData.EventName ?? "";
        if (name.StartsWith("WaitHandleWaitStart", StringComparison.Ordinal) || name.StartsWith("ContentionStart", StringComparison.Ordinal))
        {
            Waited.Enqueue(eventData.OSThreadId);
            return;
        }
        if (!name.StartsWith("MethodLoadVerbose", StringComparison.Ordinal) && !name.StartsWith("R2RGetEntryPoint", StringComparison.Ordinal))
            return;
        var names = eventData.PayloadNames!;
        var method = $"{eventData.Payload![names.IndexOf("MethodNamespace")]}::{eventData.Payload[names.IndexOf("MethodName")]}";
        Seen.Enqueue(method);
        if (!method.Contains(nameof(Marks), StringComparison.Ordinal) || method.Contains(".cctor", StringComparison.Ordinal))
            return;
        Waited.Enqueue(-eventData.OSThreadId);
        Interlocked.Exchange(ref _isMarked, 1);
    }

    /// <summary>Methods that are entered once each, to say that everything before them was reported.</summary>
    internal static class Marks
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void First() => GC.KeepAlive(1);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Second() => GC.KeepAlive(2);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Third() => GC.KeepAlive(3);
    }
}
