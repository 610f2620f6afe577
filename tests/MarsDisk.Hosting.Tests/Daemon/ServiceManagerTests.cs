using System.Net.Sockets;
using System.Text;

using MarsDisk.Hosting.Daemon;
using MarsDisk.Snapshots.Testing.Faults;

namespace MarsDisk.Hosting.Tests.Daemon;

public sealed class ServiceManagerTests
{
    private static Dictionary<string, string> Variables(params (string Name, string Value)[] variables) =>
        variables.ToDictionary(variable => variable.Name, variable => variable.Value, StringComparer.Ordinal);

    [Fact]
    public void Lines_arrive_as_datagrams()
    {
        using var folder = new TemporaryFolder();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(folder["notify"]));
        using var manager = new ServiceManager(Variables(("NOTIFY_SOCKET", folder["notify"])));

        manager.Ready();
        manager.Reloading(new HandClock());
        manager.Stopping();

        Assert.Equal("READY=1", Receive(socket));
        Assert.Equal("RELOADING=1\nMONOTONIC_USEC=1728000000000000", Receive(socket));
        Assert.Equal("STOPPING=1", Receive(socket));
    }

    [Fact]
    public void Without_a_manager_nothing_is_told_and_nothing_fails()
    {
        using var nobody = new ServiceManager(Variables());
        using var gone = new ServiceManager(Variables(("NOTIFY_SOCKET", "/nowhere/notify")));

        nobody.Ready();
        gone.Ready();

        Assert.Null(nobody.WatchdogInterval);
    }

    [Fact]
    public void A_sign_of_life_is_due_twice_in_the_time_that_the_manager_waits()
    {
        using var manager = new ServiceManager(Variables(("WATCHDOG_USEC", "30000000")));

        Assert.Equal(TimeSpan.FromSeconds(15), manager.WatchdogInterval);
    }

    private static string Receive(Socket socket)
    {
        var bytes = new byte[256];
        return Encoding.UTF8.GetString(bytes.AsSpan(0, socket.Receive(bytes)));
    }
}
