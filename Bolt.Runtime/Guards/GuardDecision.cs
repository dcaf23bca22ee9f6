namespace Bolt;

/// <summary>Zero must stay the refusal: it is what <c>default(GuardResult)</c> holds.</summary>
internal enum GuardDecision : byte
{
    Refused = 0,
    Allow,
    Unauthorized,
    Forbidden,
    Redirect,
}
