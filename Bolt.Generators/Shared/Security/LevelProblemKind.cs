using Microsoft.CodeAnalysis;

namespace Bolt.Shared;

/// <summary>Why a level's <c>Auth</c> or <c>Guards</c> cannot be honored.</summary>
internal enum LevelProblemKind
{
    /// <summary>The argument is not a constant the compiler could evaluate, or names a type that does not exist.</summary>
    NotUnderstood,
    NotABackend,
    NotAGuard,
    AbstractGuard,
    GuardNeedsArguments,

    /// <summary>An attribute of a base type in another assembly whose type, or base type, is in no referenced assembly. It may be a guard.</summary>
    Unresolved,

    /// <summary>The routes of an overridden method name different backends, and the override names none.</summary>
    AuthsDiffer,

    /// <summary>Private, file-local or otherwise out of reach of generated code.</summary>
    NotAccessible,
}
