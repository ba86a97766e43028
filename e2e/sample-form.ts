/** What a form of a plainly invented person holds besides the words that are asked for. It imports nothing: browsers take it too. */
export const FORM = {
  agency: "civil-affairs",
  medium: "electronic",
  delivery: "online",
  organisation: false,
  name: "示例市民甲",
  identity_kind: "resident_card",
  // The example number of GB 11643-1999.
  identity_number: "11010519491231002X",
  contact_person: "",
  telephone: "021-0000 0000",
  address: "",
};
