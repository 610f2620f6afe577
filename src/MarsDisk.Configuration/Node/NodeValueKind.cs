using System.Globalization;
using System.Net;
using MarsDisk.Configuration.Keys;

namespace MarsDisk.Configuration.Node;

/// <summary>How the text of a setting is understood.</summary>
internal enum NodeValueKind
{
    Text,

    /// <summary>A text that comes from the environment alone and is shown nowhere.</summary>
    Secret,
    Integer,
    Duration,
    Size,
    Choice,

    /// <summary>Empty, or address and port on this machine.</summary>
    Loopback,
}

/// <summary>What became of a text: the value, or the problem with its code.</summary>
internal readonly record struct NodeReading(object? Value, string Code, string? Problem)
{
    public static NodeReading Accept(object value) => new(value, "", null);

    public static NodeReading NotOfType(string expected, string text) => new(null, "TYPE", $"must be {expected}, and is \"{text}\"");

    public static NodeReading Outside(Bounds bounds, string unit, string text) =>
        new(null, "RANGE", $"must lie in {bounds}{unit}, and is \"{text}\"");
}

/// <summary>Turns the text of a setting into its value; a unit is required where one exists.</summary>
internal static class NodeValues
{
    private const string DurationUnits = "ns, us, ms, s, m, h or d";
    private const string SizeUnits = "B, kB, MB, GB, TB, KiB, MiB, GiB or TiB";

    /// <summary>The value, or what is wrong with the text.</summary>
    public static NodeReading Read(NodeKey key, string text) => key.Kind switch
    {
        NodeValueKind.Text or NodeValueKind.Secret => NodeReading.Accept(text),
        NodeValueKind.Integer => ReadInteger(key.Bounds, text),
        NodeValueKind.Duration => ReadDuration(key.Bounds, text),
        NodeValueKind.Size => ReadSize(key.Bounds, text),
        NodeValueKind.Choice => ReadChoice(key.Choices, text),
        NodeValueKind.Loopback => ReadLoopback(text),
        _ => throw new ArgumentOutOfRangeException(nameof(key), key.Kind, "This kind cannot be read."),
    };

    private static NodeReading ReadInteger(Bounds bounds, string text)
    {
        if (Number(text) is not { } number || Math.Floor(number) != number || Math.Abs(number) > 9e15)
            return NodeReading.NotOfType("an integer", text);
        return bounds.Contains(number) ? NodeReading.Accept((long)number) : NodeReading.Outside(bounds, "", text);
    }

    private static NodeReading ReadDuration(Bounds bounds, string text)
    {
        var (number, unit) = Split(text);
        if (number is not { } count || SecondsPer(unit) is not { } seconds)
            return NodeReading.NotOfType($"a duration with a unit ({DurationUnits}), such as 200 ms", text);
        return bounds.Contains(count * seconds)
            ? NodeReading.Accept(TimeSpan.FromSeconds(count * seconds))
            : NodeReading.Outside(bounds, " s", text);
    }

    private static NodeReading ReadSize(Bounds bounds, string text)
    {
        var (number, unit) = Split(text);
        if (number is not { } count || BytesPer(unit) is not { } bytes)
            return NodeReading.NotOfType($"a size with a unit ({SizeUnits}), such as 2 GiB", text);
        var total = count * bytes;
        return bounds.Contains(total) && total < long.MaxValue
            ? NodeReading.Accept((long)total)
            : NodeReading.Outside(bounds, " B", text);
    }

    private static NodeReading ReadChoice(string[] choices, string text) => choices.Contains(text, StringComparer.Ordinal)
        ? NodeReading.Accept(text)
        : NodeReading.NotOfType($"one of {string.Join(", ", choices)}", text);

    // Beyond this machine a listener would need encryption and tokens, which this version does not have.
    private static NodeReading ReadLoopback(string text)
    {
        if (text.Length == 0)
            return NodeReading.Accept(text);
        return IPEndPoint.TryParse(text, out var end) && text.Contains(':', StringComparison.Ordinal) && IPAddress.IsLoopback(end.Address)
            ? NodeReading.Accept(text)
            : NodeReading.NotOfType("empty, or a loopback address with a port, such as 127.0.0.1:8766", text);
    }

    private static (double? Number, string Unit) Split(string text)
    {
        var end = text.Length;
        while (end > 0 && (char.IsLetter(text[end - 1]) || text[end - 1] == 'µ'))
            end--;
        return (Number(text[..end].TrimEnd()), text[end..]);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static double? SecondsPer(string unit) => unit switch
    {
        "ns" or "nanosecond" or "nanoseconds" => 1e-9,
        "us" or "µs" or "microsecond" or "microseconds" => 1e-6,
        "ms" or "millisecond" or "milliseconds" => 1e-3,
        "s" or "sec" or "second" or "seconds" => 1,
        "m" or "min" or "minute" or "minutes" => 60,
        "h" or "hour" or "hours" => 3600,
        "d" or "day" or "days" => 86400,
        _ => null,
    };

    private static double? BytesPer(string unit) => unit switch
    {
        "B" or "byte" or "bytes" => 1,
        "kB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        "TB" => 1e12,
        "KiB" => 1L << 10,
        "MiB" => 1L << 20,
        "GiB" => 1L << 30,
        "TiB" => 1L << 40,
        _ => null,
    };
}
