using System.Diagnostics;
using System.Globalization;
using MarsDisk.Snapshots.Acceptance.Measuring;

namespace MarsDisk.Snapshots.Acceptance;

/// <summary>Starts a process with a limited heap and takes its report.</summary>
public static class AcceptanceProcess
{
    private const int Aborted = 128 + 6;
    private const int Segfault = 128 + 11;

    /// <summary>Runs a task to its end.</summary>
    /// <param name="task">What is done.</param>
    /// <param name="heapLimitBytes">Limit of the managed heap; null: none.</param>
    /// <returns>Its report; also when it ran out of memory, however that ended.</returns>
    /// <exception cref="InvalidOperationException">It ended without a report, and not for want of memory.</exception>
    public static async Task<AcceptanceReport> RunAsync(AcceptanceTask task, long? heapLimitBytes)
    {
        ArgumentNullException.ThrowIfNull(task);
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(AcceptanceProcess).Assembly.Location);
        foreach (var argument in task.ToArguments())
            start.ArgumentList.Add(argument);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        if (heapLimitBytes is { } limit)
            start.Environment["DOTNET_GCHeapHardLimit"] = limit.ToString("x", CultureInfo.InvariantCulture);

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        var line = output.Split('\n').LastOrDefault(text => text.StartsWith('{'));
        if (line is not null)
            return AcceptanceReport.Of(line) with { HeapLimitBytes = heapLimitBytes ?? 0 };
        var words = await errors.ConfigureAwait(false);
        if (process.ExitCode == Aborted && words.Contains("memory", StringComparison.OrdinalIgnoreCase))
            return Broken(AcceptanceReport.OutOfMemory, words);
        // A collection that meets the limit while it runs may end the runtime without a word.
        if (process.ExitCode == Segfault && heapLimitBytes is not null)
            return Broken(AcceptanceReport.RuntimeBroke, "The runtime ended with SIGSEGV.");
        throw new InvalidOperationException($"{string.Join(' ', task.ToArguments())} ended with {process.ExitCode}: {output} {words}");

        AcceptanceReport Broken(string status, string message) => new()
        {
            Verb = task.Verb,
            Store = task.Store,
            BodyBytes = task.BodyBytes,
            Status = status,
            Message = message,
            HeapLimitBytes = heapLimitBytes ?? 0,
        };
    }
}
