using System.Text.RegularExpressions;

namespace MarsDisk.Architecture.Tests;

/// <summary>
/// The core of snapshots runs on hosts without files, threads and libraries: what touches them lies in a few places, which
/// such hosts do not reach (MarsDisk.Snapshots.Boundary.Tests).
/// </summary>
public sealed class BoundaryTests
{
    private static readonly string[] Places =
    [
        "src/MarsDisk.Snapshots/Container/ContainerReadStream.cs",
        "src/MarsDisk.Snapshots/Container/NativeCompressor.cs",
        "src/MarsDisk.Snapshots/Hosts/EnvironmentFailpoints.cs",
        "src/MarsDisk.Snapshots/Hosts/IoThreads.cs",
        "src/MarsDisk.Snapshots/Pipeline/IntentLog.cs",
        "src/MarsDisk.Snapshots/Staging/FileStage.cs",
        "src/MarsDisk.Snapshots/Staging/PartStage.cs",
        "src/MarsDisk.Snapshots/Staging/Posix.cs",
        "src/MarsDisk.Snapshots/Staging/ScratchDirectory.cs",
        "src/MarsDisk.Snapshots/Staging/SnapshotTempSpace.cs",
        "src/MarsDisk.Snapshots/Staging/Writeback.cs",
        "src/MarsDisk.Snapshots/Transfer/BlockSource.cs",
    ];

    private static readonly Regex Touching = new(
        @"\b(File|Directory)\.[A-Z]|\b(FileStream|FileInfo|DirectoryInfo|DriveInfo|RandomAccess|SafeFileHandle|NativeLibrary|LibraryImport|DllImport|Process)\b|\bnew Thread\(|\bTask\.Run\(",
        RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));

    [Fact]
    public void Files_threads_and_libraries_are_touched_in_known_places_of_the_core_only()
    {
        var touching = Repository.SourceFiles
            .Where(file => Repository.Relative(file) is var name
                && (name.StartsWith("src/MarsDisk.Snapshots/", StringComparison.Ordinal) || name.StartsWith("src/MarsDisk.Snapshots.Abstractions/", StringComparison.Ordinal)))
            .Where(file => Touching.IsMatch(Repository.Code(file)))
            .Select(Repository.Relative)
            .Order(StringComparer.Ordinal);

        Assert.Equal(Places, touching, StringComparer.Ordinal);
    }
}
