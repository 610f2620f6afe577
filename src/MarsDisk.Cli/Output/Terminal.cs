using System.Globalization;

namespace MarsDisk.Cli.Output;

/// <summary>The terminal behind standard output, if there is one.</summary>
internal static class Terminal
{
    private const int WidthOfUnknown = 80;

    /// <summary>Characters in a line; null when standard output is no terminal. <c>COLUMNS</c> wins over what it says.</summary>
    public static int? Width
    {
        get
        {
            if (Console.IsOutputRedirected)
                return null;
            if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0)
                return columns;
            return Console.WindowWidth is > 0 and var width ? width : WidthOfUnknown;
        }
    }
}
