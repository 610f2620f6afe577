using System.Linq.Expressions;
using System.Reflection;

namespace MarsDisk.Runtime;

/// <summary>Evaluates the arguments of a constructor call without compiling: constants, captured variables and members by walking, the rest interpreted.</summary>
internal static class ExpressionReader
{
    public static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(Owner(member)),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(Owner(member)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } cast when IsReferenceCast(cast) => Evaluate(cast.Operand),
        _ => Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke(),
    };

    private static object? Owner(MemberExpression member) => member.Expression is { } owner ? Evaluate(owner) : null;

    private static bool IsReferenceCast(UnaryExpression cast) => cast.Type.IsAssignableFrom(cast.Operand.Type);
}
