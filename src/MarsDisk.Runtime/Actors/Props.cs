using System.Linq.Expressions;
using System.Reflection;

namespace MarsDisk.Runtime;

/// <summary>The recipe of an actor: constructor, arguments, dispatcher. Immutable; used again at every restart.</summary>
public sealed class Props
{
    private readonly ConstructorInfo _constructor;
    private readonly object?[] _arguments;

    private Props(ConstructorInfo constructor, object?[] arguments, string dispatcher)
    {
        _constructor = constructor;
        _arguments = arguments;
        Dispatcher = dispatcher;
    }

    /// <summary>The class of the actor.</summary>
    public Type Type => _constructor.DeclaringType!;

    /// <summary>The id of the dispatcher the actor runs on.</summary>
    public string Dispatcher { get; }

    /// <summary>The constructor arguments, evaluated once.</summary>
    public IReadOnlyList<object?> Arguments => _arguments;

    /// <summary>Reads class and arguments from <c>() => new T(…)</c>. The arguments are evaluated now, the constructor runs at each start.</summary>
    /// <exception cref="ArgumentException">The expression is not a constructor call.</exception>
    public static Props Create<TActor>(Expression<Func<TActor>> factory) where TActor : ActorBase
    {
        ArgumentNullException.ThrowIfNull(factory);
        if (factory.Body is not NewExpression { Constructor: { } constructor } call)
            throw new ArgumentException("Props.Create needs an expression of the form () => new T(…).", nameof(factory));
        return new Props(constructor, [.. call.Arguments.Select(ExpressionReader.Evaluate)], Dispatchers.DefaultDispatcherId);
    }

    /// <summary>The recipe for an actor whose constructor takes nothing.</summary>
    public static Props Create<TActor>() where TActor : ActorBase, new() =>
        new(typeof(TActor).GetConstructor(Type.EmptyTypes)!, [], Dispatchers.DefaultDispatcherId);

    /// <summary>The recipe for a class with a constructor that takes these arguments.</summary>
    /// <exception cref="ArgumentException">It is no actor, or has no such constructor.</exception>
    public static Props Create(Type type, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(args);
        if (!type.IsAssignableTo(typeof(ActorBase)))
            throw new ArgumentException($"{type} is no actor.", nameof(type));
        var constructor = Array.Find(
            type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance),
            candidate => Fits(candidate.GetParameters(), args));
        return constructor is null
            ? throw new ArgumentException($"{type} has no constructor for {args.Length} such arguments.", nameof(args))
            : new Props(constructor, [.. args], Dispatchers.DefaultDispatcherId);
    }

    /// <summary>The same recipe on another dispatcher.</summary>
    public Props WithDispatcher(string dispatcher) => new(_constructor, _arguments, dispatcher);

    internal ActorBase NewActor() =>
        (ActorBase)_constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, _arguments, null);

    private static bool Fits(ParameterInfo[] parameters, object?[] arguments) =>
        parameters.Length == arguments.Length
        && parameters.Zip(arguments).All(pair => pair.Second is null
            ? !pair.First.ParameterType.IsValueType
            : pair.First.ParameterType.IsInstanceOfType(pair.Second));
}
