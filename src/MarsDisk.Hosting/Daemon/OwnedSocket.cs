using System.Net.Sockets;
using System.Text;

using MarsDisk.Journal.Files;

namespace MarsDisk.Hosting.Daemon;

/// <summary>
/// A Unix socket of this process, mode 0600. Who owns the name is decided by a lock on a file beside it, which dies with
/// the process: two that start at once cannot both remove the other's socket as a stale one.
/// </summary>
public sealed class OwnedSocket : IDisposable
{
    /// <summary>Bytes of a socket's path that every system takes.</summary>
    private const int PathBytesMax = 103;

    private const int Backlog = 128;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly IDiskFile _lock;

    private OwnedSocket(string path, IDiskFile ownership)
    {
        Path = path;
        _lock = ownership;
    }

    /// <summary>Full path of the socket.</summary>
    public string Path { get; }

    /// <summary>Takes the name; a socket that nobody answers on any more is removed.</summary>
    /// <param name="path">Full path; its folder exists.</param>
    /// <param name="setting">Setting that names it, for messages.</param>
    /// <exception cref="DaemonRefusedException">Another process has it, or it is no socket.</exception>
    public static OwnedSocket Take(string path, string setting)
    {
        if (Encoding.UTF8.GetByteCount(path) > PathBytesMax)
            throw new DaemonRefusedException($"{path} is too long for a Unix socket, whose path has {PathBytesMax} bytes at most.\n  try: --set {setting}=PATH", ExitCodes.Usage);
        // The lock file stays when the daemon leaves: else two could lock two files of one name.
        if (FileSystemDisk.Instance.TryLock(path + ".lock") is not { } ownership)
            throw Taken(path, setting);

        try
        {
            RemoveStale(path, setting);
            return new OwnedSocket(path, ownership);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>Binds the name to a listening socket. It appears with its mode: nobody else can connect in between.</summary>
    public Socket Listen()
    {
        var aside = $"{Path}.{Environment.ProcessId}";
        File.Delete(aside);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(aside));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(aside, OwnerOnly);
            socket.Listen(Backlog);
            File.Move(aside, Path);
            return socket;
        }
        catch
        {
            socket.Dispose();
            File.Delete(aside);
            throw;
        }
    }

    /// <summary>Removes the name and lets go of it.</summary>
    public void Dispose()
    {
        File.Delete(Path);
        _lock.Dispose();
    }

    private static void RemoveStale(string path, string setting)
    {
        if (!System.IO.Path.Exists(path))
            return;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionRefused && IsSocket(path))
        {
            File.Delete(path);
            return;
        }
        catch (SocketException)
        {
            throw new DaemonRefusedException($"{path} is there and is no socket.\n  nothing was changed; try: --set {setting}=PATH", ExitCodes.Unusable);
        }

        throw Taken(path, setting);
    }

    // A plain file refuses connections as well; it has a length or can be opened, a socket cannot.
    private static bool IsSocket(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static DaemonRefusedException Taken(string path, string setting) => new(
        $"another daemon answers on {path}.\n  talk to it: marsdisk node status --socket {path}; or start this one elsewhere: --set {setting}=PATH", ExitCodes.Unusable);
}
