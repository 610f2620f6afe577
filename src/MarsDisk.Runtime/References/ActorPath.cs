namespace MarsDisk.Runtime;

/// <summary>The place of an actor in the tree, for example <c>akka://node/user/run-7/integrator</c>.</summary>
public sealed class ActorPath : IEquatable<ActorPath>
{
    private readonly string _text;

    private ActorPath(ActorPath? parent, string name, string address)
    {
        Parent = parent ?? this;
        Name = name;
        Address = address;
        _text = parent is null ? "/" : parent._text.Length == 1 ? "/" + name : parent._text + "/" + name;
    }

    /// <summary>The last part of the path.</summary>
    public string Name { get; }

    /// <summary>The path of the supervisor; the root is its own parent.</summary>
    public ActorPath Parent { get; }

    /// <summary>The system, written as <c>akka://name</c>.</summary>
    public string Address { get; }

    /// <summary>The names from the root to this actor.</summary>
    public IReadOnlyList<string> Elements => _text.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The path of a child.</summary>
    public static ActorPath operator /(ActorPath path, string name)
    {
        ArgumentNullException.ThrowIfNull(path);
        return new ActorPath(path, name, path.Address);
    }

    internal static ActorPath Root(string systemName) => new(null, "", "akka://" + systemName);

    /// <summary>The path without the system, for example <c>/user/run-7</c>.</summary>
    public string ToStringWithoutAddress() => _text;

    /// <inheritdoc/>
    public override string ToString() => Address + _text;

    /// <inheritdoc/>
    public bool Equals(ActorPath? other) => other is not null && other._text == _text && other.Address == Address;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActorPath);

    /// <inheritdoc/>
    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    /// <summary>Both name the same place.</summary>
    public static bool operator ==(ActorPath? left, ActorPath? right) => Equals(left, right);

    /// <summary>They name different places.</summary>
    public static bool operator !=(ActorPath? left, ActorPath? right) => !Equals(left, right);
}
