using MarsDisk.Hosting;
using MarsDisk.Parsing;

namespace MarsDisk.Cli.Output.Scenarios;

/// <summary>The file of <c>--stream-checkpoint</c>: the latest checkpoint of a parse, as JSON.</summary>
internal static class CheckpointFile
{
    /// <summary>Writes a checkpoint; whoever reads the file meanwhile sees the former one or this one.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, StreamCheckpoint checkpoint)
    {
        var aside = path + ".new";
        File.WriteAllText(aside, checkpoint.ToJson() + "\n");
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <exception cref="CheckpointException">There is none, or it is damaged.</exception>
    public static StreamCheckpoint Read(string path)
    {
        try
        {
            return StreamCheckpoint.TryReadJson(File.ReadAllText(path), out var checkpoint, out var error)
                ? checkpoint
                : throw new CheckpointException($"--stream-checkpoint {path} holds no checkpoint: {error.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"--stream-checkpoint {path} cannot be read: {error.Message}");
        }
    }
}

/// <summary>A scenario cannot go on because of the checkpoint that was named; the exit code is <see cref="ExitCodes.CannotGoOn"/>.</summary>
/// <param name="message">One sentence.</param>
internal sealed class CheckpointException(string message) : Exception(message);
