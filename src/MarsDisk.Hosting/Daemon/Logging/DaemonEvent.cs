using System.Diagnostics.CodeAnalysis;

using Microsoft.Extensions.Logging;

// Akka.NET has levels of this name too.
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MarsDisk.Hosting.Daemon.Logging;

/// <summary>One kind of log entry: a stable number, one template, and what it means to a person (experience.md §9.1).</summary>
/// <param name="Number">Stable number; its thousand says the subject.</param>
/// <param name="Level">Importance.</param>
/// <param name="Template">Message template.</param>
/// <param name="Meaning">What has happened, for <c>docs/reference/events.md</c>.</param>
/// <param name="Remedy">What to do; empty: nothing.</param>
public sealed record DaemonEvent(int Number, LogLevel Level, string Template, string Meaning, string Remedy = "")
{
    /// <summary>Writes an entry of this kind.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="values">Values of the template's holes, in order.</param>
    [SuppressMessage("Usage", "CA2254:Template should be a static expression", Justification = "One template for each kind.")]
    public void Write(ILogger log, params object?[] values) => log.Log(Level, new EventId(Number), Template, values);
}
