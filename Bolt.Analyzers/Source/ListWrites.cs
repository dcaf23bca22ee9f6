using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Bolt.Analyzers;

/// <summary>What a program puts into a list of options: by <c>Add</c>, by an index, in an initializer, in a loop, or through a variable that holds the list.</summary>
internal sealed class ListWrites(SourceValues values)
{
    /// <summary>What one use of the list puts into it; null where it puts nothing in or cannot be told.</summary>
    public IReadOnlyList<IOperation>? Elements(IOperation list) => Elements(list, true);

    private IReadOnlyList<IOperation>? Elements(IOperation list, bool followsVariable)
    {
        var parent = list.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            list = parent;
            parent = list.Parent;
        }

        return parent switch
        {
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment when assignment.Value == list => followsVariable ? OfVariable(list, local) : null,
            ISimpleAssignmentOperation assignment when assignment.Target == list => OfValue(assignment.Value),
            IMemberInitializerOperation { Initializer: { } initializer } => Added(initializer),
            IInvocationOperation { TargetMethod.Name: "Add" or "Insert" } call when call.Instance == list => OfElement(call.Arguments[call.Arguments.Length - 1].Value),
            IInvocationOperation { TargetMethod.Name: "AddRange" or "InsertRange" } call when call.Instance == list => OfValue(call.Arguments[call.Arguments.Length - 1].Value),
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "AddRange", IsExtensionMethod: true } } call } => OfValue(call.Arguments[call.Arguments.Length - 1].Value),
            IPropertyReferenceOperation { Property.IsIndexer: true, Parent: ISimpleAssignmentOperation assignment } element when assignment.Target == element => OfElement(assignment.Value),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => followsVariable ? OfVariable(list, local) : null,
            _ => null,
        };
    }

    /// <summary>The list has another name.</summary>
    private IReadOnlyList<IOperation>? OfVariable(IOperation list, ILocalSymbol local)
    {
        var root = list;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        var found = root.Descendants().OfType<ILocalReferenceOperation>()
            .Where(r => SymbolEqualityComparer.Default.Equals(r.Local, local))
            .SelectMany(r => Elements(r, false) ?? [])
            .ToList();
        return found.Count > 0 ? found : null;
    }

    /// <summary>The elements of a collection as written; null for any other.</summary>
    private IReadOnlyList<IOperation>? OfValue(IOperation value)
    {
        var operation = SourceValues.Unwrap(value);
        return operation switch
        {
            ICollectionExpressionOperation collection => [.. collection.Elements.SelectMany(e => e is ISpreadOperation spread ? OfValue(spread.Operand) ?? [] : [e])],
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
            IArrayCreationOperation { DimensionSizes: { Length: 1 } sizes } when sizes[0].ConstantValue is { HasValue: true, Value: 0 } => [],
            IObjectCreationOperation { Initializer: { } initializer } => Added(initializer),
            IInvocationOperation { TargetMethod.Name: "ToList" or "ToArray" or "AsEnumerable", Arguments.Length: 1 } call => OfValue(call.Arguments[0].Value),
            _ => values.Definitions(operation).Select(OfValue).FirstOrDefault(static e => e is not null),
        };
    }

    /// <summary>In <c>foreach (var a in new[] { … }) list.Add(a)</c> each element.</summary>
    private IReadOnlyList<IOperation> OfElement(IOperation value)
    {
        if (SourceValues.Unwrap(value) is ILocalReferenceOperation { Local: var local })
        {
            for (var parent = value.Parent; parent is not null; parent = parent.Parent)
            {
                if (parent is IForEachLoopOperation loop && loop.Locals.Contains(local, SymbolEqualityComparer.Default))
                {
                    return OfValue(loop.Collection) ?? [];
                }
            }
        }

        return [value];
    }

    private static List<IOperation> Added(IObjectOrCollectionInitializerOperation initializer) =>
        [.. initializer.Initializers.OfType<IInvocationOperation>().Where(static i => i.Arguments.Length == 1).Select(static i => i.Arguments[0].Value)];
}
