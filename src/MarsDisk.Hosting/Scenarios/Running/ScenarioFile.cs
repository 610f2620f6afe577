using System.Text.Json;

using MarsDisk.Journal.Files;

namespace MarsDisk.Hosting.Scenarios.Running;

/// <summary>Small JSON files in the directory of a scenario: each is there as a whole, durable, or not at all.</summary>
internal static class ScenarioFile
{
    /// <summary>Reads a file; null: it is missing, or cannot be understood.</summary>
    public static T? Read<T>(string directory, string name) where T : class
    {
        var path = Path.Combine(directory, name);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes a file in the place of the one before it.</summary>
    public static void Write<T>(string directory, string name, T content)
    {
        var disk = FileSystemDisk.Instance;
        var (path, aside) = (Path.Combine(directory, name), Path.Combine(directory, $"{name}.new"));
        disk.Delete(aside);
        using (var file = disk.Create(aside))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(content), 0);
            file.Sync();
        }

        disk.Move(aside, path);
        disk.SyncDirectory(directory);
    }

    /// <summary>Takes a file away, if it is there.</summary>
    public static void Delete(string directory, string name) => FileSystemDisk.Instance.Delete(Path.Combine(directory, name));
}
