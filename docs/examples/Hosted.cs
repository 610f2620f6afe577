using MarsDisk.Snapshots;
using MarsDisk.Snapshots.FileSystem;
using MarsDisk.Snapshots.FileSystem.Blobs;
using MarsDisk.Snapshots.FileSystem.Heads;
using MarsDisk.Snapshots.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MarsDisk.Examples;

/// <summary>A worker in a host of Microsoft.Extensions that is given the offloader.</summary>
public sealed class Hosted(ISnapshotOffloader offloader, IHostApplicationLifetime host) : BackgroundService
{
    public static IHost Build(string folder, string[] args)
    {
        var builder = Host.CreateApplicationBuilder(args);
        var files = new FileStoreOptions { Root = folder };
        builder.Services.AddMarsDiskSnapshots(builder.Configuration.GetSection("snapshots"), stores => stores
            .UseStates(_ => FileHeadStorage.NewStateStore(files))
            .UseBlobs("file", _ => new FileBlobStore(files)));
        builder.Services.AddHostedService<Hosted>();
        return builder.Build();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var state = new Totals([1, 2, 3]);
        var options = new SnapshotWriteOptions
        {
            Series = new SnapshotSeries("examples", "hosted"),
            Position = new SnapshotPosition(0, 1, 0),
            PayloadType = state.PayloadType,
        };
        // The stores are prepared beside this: until they are there, a persist fails at once and may be tried again.
        while (await offloader.PersistAsync(state, options, new SnapshotExpectation.None(), null, stoppingToken) is { IsSuccess: false, Error.IsTransient: true })
            await Task.Delay(TimeSpan.FromMilliseconds(100), stoppingToken);
        host.StopApplication();
    }
}
