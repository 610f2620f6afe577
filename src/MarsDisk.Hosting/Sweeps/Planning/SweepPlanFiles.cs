using System.Text;

namespace MarsDisk.Hosting.Sweeps.Planning;

/// <summary>Stores a plan in the directory of a sweep.</summary>
public static class SweepPlanFiles
{
    private const string TableName = "plan.csv";

    /// <summary>Publishes <c>plan.csv</c> and <c>sweep.json</c>, in this order: from the second one on the sweep exists.</summary>
    /// <param name="directory">The sweep.</param>
    /// <param name="manifest">The plan.</param>
    /// <param name="clock">Time while another process publishes.</param>
    /// <exception cref="IOException">The disk refuses.</exception>
    public static async Task PublishAsync(SweepDirectory directory, SweepManifest manifest, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(directory);
        await directory.PublishAsync(TableName, output => Table(output, manifest), clock);
        await directory.PublishAsync(SweepDirectory.ManifestName, output => SweepDocument.Write(output, manifest), clock);
    }

    private static void Table(Stream output, SweepManifest manifest)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 65536, leaveOpen: true);
        PlanTable.Write(manifest, writer);
    }
}
