using MarsDisk.Actors.Offload;
using MarsDisk.Storage.Offload;

namespace MarsDisk.Cli.Running;

/// <summary>Where state files are copied to, by the environment: <c>MARSDISK__OFFLOAD__DIRECTORY</c>.</summary>
internal static class OffloadTargets
{
    public const string Variable = "MARSDISK__OFFLOAD__DIRECTORY";

    public static IOffloadTarget? FromEnvironment(IReadOnlyDictionary<string, string> variables) =>
        variables.TryGetValue(Variable, out var directory) && directory.Length > 0 ? new DirectoryTarget(new OffloadDirectory(directory)) : null;

    private sealed class DirectoryTarget(OffloadDirectory directory) : IOffloadTarget
    {
        public string Name => directory.Name;

        public void Copy(Journal.Events.RunId run, Journal.Events.StateFile file, string source) => directory.Copy(run, file, source);
    }
}
