using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MarsDisk.Emulators.Servers;

/// <summary>
/// A port of the loopback that no other test process takes until this is disposed: the number is held by a lock file, whether
/// a server listens on it or not. It lies below the range from which the system takes ports of outgoing connections.
/// </summary>
public sealed class FreePort : IDisposable
{
    private const int First = 20_000;
    private const int Last = 32_000;
    private const int AttemptsMax = 1000;

    private readonly FileStream _lock;

    private FreePort(int number, FileStream lockFile)
    {
        Number = number;
        _lock = lockFile;
    }

    /// <summary>The port.</summary>
    public int Number { get; }

    /// <summary>Takes one.</summary>
    /// <exception cref="EmulatorException">None is free.</exception>
    public static FreePort Take()
    {
        var folder = Path.Combine(Path.GetTempPath(), "marsdisk-ports");
        Directory.CreateDirectory(folder);
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var number = Random.Shared.Next(First, Last);
            if (TryLock(Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture))) is not { } lockFile)
                continue;
            if (IsFree(number))
                return new FreePort(number, lockFile);
            lockFile.Dispose();
        }
        throw new EmulatorException($"No port between {First} and {Last} is free.");
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsFree(int number)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, number);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
