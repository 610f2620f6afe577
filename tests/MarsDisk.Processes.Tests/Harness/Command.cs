namespace MarsDisk.Processes.Tests.Harness;

/// <summary>Command lines that many tests share.</summary>
internal static class Command
{
    /// <summary>The small run into a directory, with a line for each flush.</summary>
    public static string[] Run(string directory, params string[] more) =>
        ["run", MarsDiskProgram.SmallConfiguration, "-o", directory, "--progress", "lines", .. more];
}
