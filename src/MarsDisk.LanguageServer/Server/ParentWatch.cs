using System.Diagnostics;

namespace MarsDisk.LanguageServer.Server;

/// <summary>Notices that the process that started the server has ended.</summary>
internal static class ParentWatch
{
    /// <summary>Cancels the service when the process ends, or now when there is none with this id.</summary>
    public static void Watch(int processId, CancellationTokenSource service)
    {
        Process parent;
        try
        {
            parent = Process.GetProcessById(processId);
        }
        catch (ArgumentException)
        {
            service.Cancel();
            return;
        }

        _ = WaitAsync(parent, service);
    }

    private static async Task WaitAsync(Process parent, CancellationTokenSource service)
    {
        try
        {
            using (parent)
                await parent.WaitForExitAsync(service.Token);
            await service.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The service ended first.
        }
    }
}
