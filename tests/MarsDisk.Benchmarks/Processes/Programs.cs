namespace MarsDisk.Benchmarks.Processes;

/// <summary>The commands that are measured.</summary>
/// <param name="MarsDisk">The built <c>marsdisk.dll</c>.</param>
internal sealed record Programs(string MarsDisk)
{
    /// <summary>First argument of the smallest program that this runtime can start.</summary>
    public const string HelloMode = "hello";

    /// <summary>First argument of a long run that reports its memory.</summary>
    public const string SoakMode = "soak";

    private static readonly string[] Taskset = ["taskset", "-c", "0"];

    /// <summary>Whether a command can be kept on one core.</summary>
    public static bool CanPin => File.Exists("/usr/bin/taskset") || File.Exists("/bin/taskset");

    /// <summary>A command of the product.</summary>
    public IReadOnlyList<string> Product(params IReadOnlyList<string> arguments) => ["dotnet", MarsDisk, .. arguments];

    /// <summary>A command of this program itself.</summary>
    public static IReadOnlyList<string> Self(params IReadOnlyList<string> arguments) =>
        ["dotnet", typeof(Programs).Assembly.Location, .. arguments];

    /// <summary>The same command on one core.</summary>
    public static IReadOnlyList<string> Pinned(IReadOnlyList<string> command) => [.. Taskset, .. command];
}
