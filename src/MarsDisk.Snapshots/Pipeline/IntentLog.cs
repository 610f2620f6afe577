using System.Text.Json;
using System.Text.Json.Serialization;

namespace MarsDisk.Snapshots.Pipeline;

/// <summary>
/// Files that announce a blob before it is uploaded, so that a restarted host finds what it left. An intent is held by a
/// lock while its writer lives.
/// </summary>
/// <param name="directory">Made when the first intent is written.</param>
internal sealed class IntentLog(string directory)
{
    /// <summary>Announces a blob.</summary>
    public Intent Begin(SnapshotIntent intent)
    {
        Directory.CreateDirectory(directory);
        var path = PathOf(intent.WriteId);
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            JsonSerializer.Serialize(file, intent, IntentJson.Default.SnapshotIntent);
            file.Flush(flushToDisk: true);
            return new Intent(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Takes over the intents of writers that are gone. One that cannot be read was cut while it was written: nothing was uploaded.</summary>
    public IEnumerable<(SnapshotIntent? Announced, Intent File)> TakeDead()
    {
        if (!Directory.Exists(directory))
            yield break;
        foreach (var path in Directory.EnumerateFiles(directory, "*.json").Order(StringComparer.Ordinal))
        {
            FileStream file;
            try
            {
                file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException)
            {
                continue;                              // its writer lives, or another cleaner has it
            }
            yield return (Read(file), new Intent(path, file));
        }
    }

    /// <summary>Whether a writer that lives has announced a blob with this write id.</summary>
    public bool IsHeld(Guid writeId)
    {
        try
        {
            using var file = new FileStream(PathOf(writeId), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private string PathOf(Guid writeId) => Path.Combine(directory, $"{writeId:N}.json");

    private static SnapshotIntent? Read(FileStream file)
    {
        try
        {
            return JsonSerializer.Deserialize(file, IntentJson.Default.SnapshotIntent);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One intent's file.</summary>
    internal sealed class Intent(string path, FileStream file) : IDisposable
    {
        /// <summary>The matter is settled: the file goes.</summary>
        public void Settle()
        {
            File.Delete(path);
            file.Dispose();
        }

        /// <summary>Leaves the file for a later pass.</summary>
        public void Dispose() => file.Dispose();
    }
}

/// <summary>What is about to be uploaded.</summary>
internal sealed record SnapshotIntent(
    string Provider, string Key, Guid WriteId, string Scope, string Name, string SchemaTag, long Generation, long Sequence, long CreatedTicks);

[JsonSerializable(typeof(SnapshotIntent))]
internal sealed partial class IntentJson : JsonSerializerContext;
