using System.Globalization;

using MarsDisk.Hosting.Progress;
using MarsDisk.Hosting.Running;

namespace MarsDisk.Cli.Running;

/// <summary>Refuses a run whose buffers would not fit, before anything is allocated.</summary>
internal static class MemoryLimit
{
    /// <summary>Compares the buffers with the limit.</summary>
    /// <param name="prepared">The run.</param>
    /// <param name="option">The limit as a person gave it; null: that of the node.</param>
    /// <param name="ofNode">node.memory-limit, bytes; 0: half of what the process may use.</param>
    /// <returns>The refusal with its calculation, or null.</returns>
    public static string? Refuses(PreparedRun prepared, string? option, long ofNode)
    {
        var usual = ofNode > 0 ? ofNode : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;
        var limit = option is null ? usual : Parse(option);
        if (limit is not { } bytes)
            return $"--memory {option} is no size; for example 512MB or 2GB.";
        if (prepared.BufferBytes <= bytes)
            return null;

        var advice = prepared.IsStreaming ? "a smaller io.streaming.step_flush_interval" : "io.streaming.enable: true";
        return $"the run needs {Words.Bytes(prepared.BufferBytes)} for {prepared.Buffers} buffers of {prepared.Policy.Capacity} steps, "
            + $"and may use {Words.Bytes(bytes)}.\n  try: {advice}, or --memory SIZE.";
    }

    private static long? Parse(string text)
    {
        var number = text.TrimEnd("KMGTBiB ".ToCharArray());
        var factor = text[number.Length..].Trim() switch
        {
            "" or "B" => 1L,
            "K" or "KB" => 1000L,
            "M" or "MB" => 1_000_000L,
            "G" or "GB" => 1_000_000_000L,
            "T" or "TB" => 1_000_000_000_000L,
            "KiB" => 1L << 10,
            "MiB" => 1L << 20,
            "GiB" => 1L << 30,
            "TiB" => 1L << 40,
            _ => 0L,
        };
        return factor > 0 && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0
            ? (long)(value * factor)
            : null;
    }
}
