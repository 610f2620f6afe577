using System.Net.Sockets;
using System.Runtime.Versioning;

using MarsDisk.Hosting.Daemon;

namespace MarsDisk.Hosting.Tests.Daemon;

[UnsupportedOSPlatform("windows")]
public sealed class OwnedSocketTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder["s"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_is_for_its_owner_alone()
    {
        using var owned = OwnedSocket.Take(Path, "control.socket");
        using var socket = owned.Listen();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.Equal(["s", "s.lock"], Directory.GetFileSystemEntries(_folder.Path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task It_can_be_connected_to()
    {
        using var owned = OwnedSocket.Take(Path, "control.socket");
        using var socket = owned.Listen();
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        await client.ConnectAsync(new UnixDomainSocketEndPoint(Path));

        Assert.True(client.Connected);
    }

    [Fact]
    public void A_living_one_is_not_taken()
    {
        using var owned = OwnedSocket.Take(Path, "control.socket");

        var refused = Assert.Throws<DaemonRefusedException>(() => OwnedSocket.Take(Path, "control.socket"));

        Assert.Equal(ExitCodes.Unusable, refused.ExitCode);
    }

    [Fact]
    public void One_that_somebody_answers_on_without_a_lock_is_not_taken()
    {
        using var stranger = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        stranger.Bind(new UnixDomainSocketEndPoint(Path));
        stranger.Listen();

        Assert.Throws<DaemonRefusedException>(() => OwnedSocket.Take(Path, "control.socket"));
        Assert.True(System.IO.Path.Exists(Path));
    }

    [Fact]
    public void A_stale_one_is_replaced()
    {
        Abandon();
        Assert.True(System.IO.Path.Exists(Path));

        using var owned = OwnedSocket.Take(Path, "control.socket");

        Assert.False(System.IO.Path.Exists(Path));
    }

    [Fact]
    public void A_file_that_is_no_socket_stays()
    {
        File.WriteAllText(Path, "precious");

        Assert.Throws<DaemonRefusedException>(() => OwnedSocket.Take(Path, "control.socket"));
        Assert.Equal("precious", File.ReadAllText(Path));
    }

    [Fact]
    public void A_path_that_no_socket_can_have_is_refused_as_a_wrong_setting()
    {
        var refused = Assert.Throws<DaemonRefusedException>(() => OwnedSocket.Take(_folder[new string('x', 100)], "control.socket"));

        Assert.Equal(ExitCodes.Usage, refused.ExitCode);
        Assert.Contains("--set control.socket=PATH", refused.Message, StringComparison.Ordinal);
    }

    // As a process that was killed leaves it: nobody listens, the name is there.
    private void Abandon()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path + ".aside"));
        File.Move(Path + ".aside", Path);
    }
}
