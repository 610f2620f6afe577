using System.Reflection;
using MarsDisk.Snapshots.Boundary.Tests.Hosts;
using Xunit.Sdk;

namespace MarsDisk.Snapshots.Boundary.Tests;

/// <summary>The statements of a suite, to be run on a host of one thread.</summary>
internal static class SuiteCases
{
    /// <summary>Name and ordinal of each statement.</summary>
    public static TheoryData<string, int> Of(Type suite)
    {
        var cases = new TheoryData<string, int>();
        foreach (var (method, arguments) in All(suite))
            cases.Add(method.Name, arguments.Ordinal);
        return cases;
    }

    /// <summary>Runs one of them.</summary>
    public static void Run<TSuite>(Func<BareHost, TSuite> make, string name, int ordinal)
        where TSuite : IAsyncLifetime
    {
        var (method, arguments) = All(typeof(TSuite)).Single(one => one.Method.Name == name && one.Arguments.Ordinal == ordinal);
        OneThread.Run(async host =>
        {
            var suite = make(host);
            await suite.InitializeAsync();
            await (Task)method.Invoke(suite, arguments.Values)!;
            await suite.DisposeAsync();
        });
    }

    private static IEnumerable<(MethodInfo Method, (int Ordinal, object?[] Values) Arguments)> All(Type suite)
    {
        foreach (var method in suite.GetMethods().Where(method => method.GetCustomAttribute<FactAttribute>() is not null).OrderBy(method => method.Name, StringComparer.Ordinal))
        {
            var rows = method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)).ToList();
            if (rows.Count == 0)
                rows.Add([]);
            for (var i = 0; i < rows.Count; i++)
                yield return (method, (i, rows[i]));
        }
    }
}
