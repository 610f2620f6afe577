using System.Globalization;
using System.Text.Json;

namespace MarsDisk.Physics.Tests.Golden;

/// <summary>Reads numbers from golden files, where "NaN", "Infinity" and "-Infinity" stand as text and null stands for no value.</summary>
public static class JsonNumbers
{
    /// <summary>The value as a number; null reads as NaN.</summary>
    public static double Number(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.Null => double.NaN,
        _ => double.Parse(element.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    /// <summary>The named member as a number.</summary>
    public static double Number(this JsonElement element, string name) => element.GetProperty(name).Number();

    /// <summary>The value as an array of numbers.</summary>
    public static double[] Numbers(this JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    /// <summary>The named member as an array of numbers.</summary>
    public static double[] Numbers(this JsonElement element, string name) => element.GetProperty(name).Numbers();

    /// <summary>The named member as text; null stays null.</summary>
    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();
}
