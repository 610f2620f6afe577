using MarsDisk.Benchmarks.Measuring;
using MarsDisk.Benchmarks.Processes;
using MarsDisk.Benchmarks.Reporting;
using MarsDisk.Benchmarks.Samples;

namespace MarsDisk.Benchmarks.Suites;

/// <summary>What every suite needs.</summary>
/// <param name="Session">Takes the measurements.</param>
/// <param name="Programs">The commands.</param>
/// <param name="Folder">Where runs write.</param>
/// <param name="Base">The run.</param>
internal sealed record Bench(Session Session, Programs Programs, WorkFolder Folder, BaseRun Base)
{
    /// <summary>Measures work of this thread with its own clock.</summary>
    public static Sample Time(Action work)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var cpu = CpuClock.ThreadSeconds();
        work();
        return new Sample(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, CpuClock.ThreadSeconds() - cpu);
    }

    /// <summary>Removes what a run left, outside the measured time.</summary>
    public static void Remove(string runDirectory) => Directory.Delete(runDirectory, recursive: true);
}
