using System.Text;
using System.Text.Json.Nodes;

using MarsDisk.Hosting.Records;
using MarsDisk.Storage.Directories;
using MarsDisk.Storage.Leases;
using MarsDisk.Storage.Publishing;

namespace MarsDisk.Hosting.Running;

/// <summary>
/// Copies for people that a start leaves beside <c>run.json</c>: the configuration as given and as resolved, hashes of the
/// tables it reads, and <c>run_config.json</c> in its first form. Made up at the next start where they are missing.
/// </summary>
internal static class StartDocuments
{
    public static void WriteMissing(RunDirectory directory, ILease lease, PreparedRun prepared)
    {
        Write("config/source.yml", output => Text(output, prepared.Source.Text));
        Write("config/overrides.txt", output => Text(output, string.Concat(prepared.Source.Overrides.Select(entry => entry.Text + "\n"))));
        Write("config/resolved.yml", output => Text(output, prepared.Configuration.ToYaml()));
        if (prepared.Plan.Temperature.Generated is { } table)
            Write($"config/{Path.GetFileName(table.Path)}", output => Rows(output, table.WriteCsv));
        Write("inputs.json", output => CanonicalJson.Write(output, new JsonObject { ["inputs"] = RunDocument.Inputs(prepared.Inputs) }));
        Write("run_config.json", output => RunConfigDocument.WriteStart(output, prepared));

        void Write(string name, Action<Stream> body)
        {
            if (directory.Disk.LengthOf(directory.PathOf(name)) is null)
                DerivedFile.Publish(directory, lease, name, body);
        }
    }

    private static void Text(Stream output, string text) => output.Write(Encoding.UTF8.GetBytes(text));

    private static void Rows(Stream output, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 65536, leaveOpen: true);
        write(writer);
    }
}
