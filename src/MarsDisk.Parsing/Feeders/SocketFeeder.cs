using System.Net;
using System.Net.Sockets;

namespace MarsDisk.Parsing;

/// <summary>
/// A source that is a stream socket, TCP or Unix. While the parse does not ask, nothing is read and the sender's window closes.
/// </summary>
/// <param name="socket">A connected socket; disposed with the feeder.</param>
public sealed class SocketFeeder(Socket socket) : BufferedFeeder
{
    /// <inheritdoc/>
    public override FlowCapability Capability => FlowCapability.Pull | FlowCapability.Async;

    /// <summary>Connects to a sender.</summary>
    /// <exception cref="SocketException">Nobody answers.</exception>
    public static async Task<SocketFeeder> ConnectAsync(EndPoint sender, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sender);
        var protocol = sender.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp;
        var socket = new Socket(sender.AddressFamily, SocketType.Stream, protocol);
        try
        {
            await socket.ConnectAsync(sender, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new(socket);
    }

    /// <inheritdoc/>
    protected override int Read(Span<byte> destination) => socket.Receive(destination);

    /// <inheritdoc/>
    protected override ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
        => socket.ReceiveAsync(destination, cancellationToken);

    /// <inheritdoc/>
    protected override bool MoveTo(long offset) => offset == Offset;

    /// <inheritdoc/>
    protected override void Close() => socket.Dispose();
}
