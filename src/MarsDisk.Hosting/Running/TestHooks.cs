using MarsDisk.Journal.Faults;
using MarsDisk.Journal.Files;

namespace MarsDisk.Hosting.Running;

/// <summary>
/// The hooks of <c>MARSDISK_CRASH_AT</c> and <c>MARSDISK_FAILPOINTS</c> (experience.md §2.12): in every build, one null
/// check when unset, and said on standard error when set.
/// </summary>
public static class TestHooks
{
    private const string CrashVariable = "MARSDISK_CRASH_AT";
    private const string FailVariable = "MARSDISK_FAILPOINTS";

    /// <summary>The disk of this process: that of the operating system, which fails where a hook says so.</summary>
    public static IDisk Disk { get; private set; } = FileSystemDisk.Instance;

    /// <summary>Arms what the environment asks for.</summary>
    /// <param name="variables">Environment variables.</param>
    /// <param name="say">Receives one line for each hook that is set.</param>
    /// <exception cref="FormatException">A hook is not understood.</exception>
    public static void Arm(IReadOnlyDictionary<string, string> variables, Action<string> say)
    {
        if (variables.TryGetValue(CrashVariable, out var point) && point.Length > 0)
        {
            say($"{CrashVariable}={point}: this process will kill itself there.");
            CrashPoints.Arm(point);
        }

        if (variables.TryGetValue(FailVariable, out var faults) && faults.Length > 0)
        {
            say($"{FailVariable}={faults}: disk operations will fail.");
            Disk = new FaultyDisk(FileSystemDisk.Instance, FailPoints.Parse(faults)!);
        }
    }
}
