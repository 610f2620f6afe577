using System.Globalization;
using System.Runtime.Intrinsics;
using MarsDisk.Simulation.Tests.Runs;

namespace MarsDisk.Simulation.Tests;

/// <summary>
/// The test assembly as a program: computes short runs and prints the widest vector of the process and a hash for each
/// run. <see cref="SameBitsTests"/> starts it under the instruction-set switches of the runtime.
/// </summary>
internal static class Program
{
    private static void Main(string[] names)
    {
        var widest = Vector512.IsHardwareAccelerated ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : Vector128.IsHardwareAccelerated ? 128
            : 0;
        Console.WriteLine(widest.ToString(CultureInfo.InvariantCulture));
        foreach (var name in names)
            Console.WriteLine(ShortRun.Hash(name));
    }
}
