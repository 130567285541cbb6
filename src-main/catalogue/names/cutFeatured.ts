const bracketed = /\s*[([](?:feat\.?|ft\.?|featuring)\s[^)\]]*[)\]]/gi;
const trailing = /\s+(?:feat\.?|ft\.|featuring)\s.*?(?=\s-\s|\s[([]|$)/gi;

/** A title or artist name without its guests: "Airplanes (feat. Hayley Williams)" is "Airplanes". */
export function cutFeatured(name: string): string {
  return name.replace(bracketed, '').replace(trailing, '').trim() || name;
}
