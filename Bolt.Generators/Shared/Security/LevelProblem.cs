using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>One element that cannot be honored; <paramref name="Index"/> is its place in the argument, or -1 for the whole.</summary>
internal readonly record struct LevelProblem(LevelProblemKind Kind, AttributeData Attribute, string Argument, int Index, ITypeSymbol? Type);
