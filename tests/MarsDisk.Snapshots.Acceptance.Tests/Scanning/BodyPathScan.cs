namespace MarsDisk.Snapshots.Acceptance.Tests.Scanning;

/// <summary>A call on the path of a body that makes one piece of it.</summary>
/// <param name="Method">Where the call stands.</param>
/// <param name="Call">The call.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="Path">How a body comes there: from the method that takes it to the one with the call.</param>
internal sealed record Finding(string Method, string Call, string Problem, IReadOnlyList<string> Path)
{
    public override string ToString() => $"{Method} calls {Call}: {Problem}. Reached by {string.Join(" > ", Path)}";
}

/// <summary>
/// Follows every call from the methods through which bodies pass: those of streams, and those that take or give a stream or
/// bytes of one. Calls of interfaces and virtual methods lead to every method of that name and number of parameters; bodies of
/// asynchronous methods, iterators and closures are followed.
/// </summary>
internal sealed class BodyPathScan
{
    private readonly Dictionary<string, List<ScannedMethod>> _byType;
    private readonly Dictionary<(string Name, int Parameters), List<ScannedMethod>> _byName;
    private readonly HashSet<string> _types;

    /// <summary>Reads assemblies.</summary>
    public BodyPathScan(IEnumerable<string> assemblies)
    {
        Methods = [.. assemblies.SelectMany(ScannedAssembly.Read)];
        _byType = Methods.GroupBy(method => method.Type, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        _byName = Methods.GroupBy(method => (method.Name, method.Signature.Count - 1)).ToDictionary(group => group.Key, group => group.ToList());
        _types = [.. _byType.Keys];
    }

    /// <summary>All methods.</summary>
    public IReadOnlyList<ScannedMethod> Methods { get; }

    /// <summary>Methods that a body enters or leaves by.</summary>
    public IEnumerable<ScannedMethod> Entries => Methods.Where(method => method.IsOfStream || method.Signature.Any(IsBody));

    /// <summary>Everything that is wrong on the way from an entry.</summary>
    public IReadOnlyList<Finding> Findings()
    {
        var cameFrom = new Dictionary<ScannedMethod, ScannedMethod?>(ReferenceEqualityComparer.Instance);
        var queue = new Queue<ScannedMethod>();
        foreach (var entry in Entries.Where(entry => cameFrom.TryAdd(entry, null)))
            queue.Enqueue(entry);
        var findings = new List<Finding>();
        while (queue.TryDequeue(out var method))
        {
            foreach (var call in method.Calls)
            {
                if (WholeBodyCalls.ProblemOf(call) is { } problem)
                    findings.Add(new Finding(method.Place, call.ToString(), problem, PathTo(method, cameFrom)));
            }
            foreach (var next in Next(method).Where(next => cameFrom.TryAdd(next, method)))
                queue.Enqueue(next);
        }
        return findings;
    }

    private static bool IsBody(string type) =>
        type.Contains("System.IO.Stream", StringComparison.Ordinal) && !type.Contains("System.IO.StreamWriter", StringComparison.Ordinal)
        || type.Contains("SnapshotBodyWriter", StringComparison.Ordinal)
        || type is "System.ReadOnlyMemory`1<Byte>" or "System.Memory`1<Byte>";

    private IEnumerable<ScannedMethod> Next(ScannedMethod method)
    {
        foreach (var call in method.Calls)
        {
            var type = TypeNames.Open(call.Type);
            if (!_types.Contains(type))
                continue;
            var exact = _byType[type].Where(found => found.Name == call.Name && found.Signature.Count - 1 == call.Parameters.Count).ToList();
            foreach (var found in exact)
                yield return found;
            if (call.Name == ".ctor" || exact.Exists(found => found.Calls.Count > 0))
                continue;
            // Abstract, or of an interface: whoever has a method of that name.
            foreach (var found in _byName.GetValueOrDefault((call.Name, call.Parameters.Count), []))
                yield return found;
        }
        // State machines are types of their own; so are closures, which are entered by their address.
        if (method.StateMachine.Length > 0 && _byType.TryGetValue(method.StateMachine, out var parts))
        {
            foreach (var part in parts.Where(part => part.Name == "MoveNext"))
                yield return part;
        }
    }

    private static List<string> PathTo(ScannedMethod method, Dictionary<ScannedMethod, ScannedMethod?> cameFrom)
    {
        var path = new List<string>();
        for (var at = method; at is not null; at = cameFrom[at])
            path.Insert(0, at.Place);
        return path;
    }
}
