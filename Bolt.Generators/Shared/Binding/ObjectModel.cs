namespace Bolt.Shared;

/// <summary>An object made from the request: an <c>[AsParameters]</c> one, or a form's.</summary>
/// <param name="Members">Its members; those of the constructor first, in its order.</param>
/// <param name="ConstructorTypes">What finds the constructor again for metadata; empty for the one without parameters.</param>
/// <param name="IsForm">It is made from a form.</param>
internal sealed record ObjectModel(EquatableArray<MemberModel> Members, EquatableArray<string> ConstructorTypes, bool IsForm);
