namespace MarsDisk.Cli.Output;

/// <summary>Recognises that the reader of standard output has gone, as <c>head</c> does.</summary>
internal static class ClosedPipe
{
    private const int BrokenPipe = 32;

    public static bool Is(IOException error) => (error.HResult & 0xFFFF) == BrokenPipe;
}
